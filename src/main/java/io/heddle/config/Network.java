package io.heddle.config;

import io.heddle.api.AddressRange;

/** An address, or those that begin with the same bits. */
record Network() implements Kind<AddressRange> {
  @Override
  public AddressRange parse(String text) {
    return AddressRange.parse(text);
  }

  @Override
  public String allowed() {
    return AddressRange.ALLOWED;
  }
}
