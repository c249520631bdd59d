package io.heddle.auth.scram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.mqtt.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may begin with. */
class ClientFirstTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "n",
        "n,",
        "n,n=alice,r=x",
        "x,,n=alice,r=x",
        ",,n=alice,r=x",
        "p=tls-unique,,n=alice,r=x",
        "n,a=bob,n=alice,r=x",
        "n,alice,n=alice,r=x",
        "n,,n=,r=x",
        "n,,n=alice",
        "n,,n=alice,r=",
        "n,,r=x,n=alice",
        "n,,n=al=ice,r=x",
        "n,,n=al=2c,r=x",
        "n,,n=alice,r=a b",
        "n,,n=alice,r=\u00e4",
        "n,,m=x,n=alice,r=x",
        "n,,n=alice,r=x,m=1",
        "n,,n=alice,r=x,",
        "n,,n=alice,r=x,1=2",
        "n,,n=alice,r=x,xy",
        "n,,N=alice,r=x",
        "\u0001",
        "r=x,s=eA==,i=4096"
      })
  void wrongMessages(String text) {
    WrongMessage wrong = assertThrows(WrongMessage.class, () -> ClientFirst.parse(text));
    assertFalse(wrong.words().contains("alice"), wrong.words());
  }

  @Test
  void bytesThatAreNoText() {
    Bytes bytes = Bytes.wrap(new byte[] {'n', ',', ',', (byte) 0xFF});
    assertThrows(WrongMessage.class, () -> Attributes.text(bytes));
    assertThrows(WrongMessage.class, () -> Attributes.text(Bytes.utf8("n,,n=\0,r=x")));
  }

  @Test
  void extensionsThatNobodyMustKnowArePassedOver() throws WrongMessage {
    ClientFirst first = ClientFirst.parse("y,a=al=2Cice,n=al=2Cice,r=x,f=oo,B=ar=baz");
    assertEquals("y,a=al=2Cice,", first.header());
    assertEquals("n=al=2Cice,r=x,f=oo,B=ar=baz", first.bare());
    assertEquals("al,ice", first.user());
    assertEquals("x", first.nonce());
  }
}
