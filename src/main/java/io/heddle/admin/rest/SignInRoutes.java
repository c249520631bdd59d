package io.heddle.admin.rest;

import io.heddle.admin.rest.Caller.Proof;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signing in and out, for pages: a browser sends what it is given as a cookie. Immutable. */
record SignInRoutes(SignIns signIns) {
  static final String COOKIE = "heddle";

  private static final Fields<Caller> SHAPE =
      Fields.<Caller>of("User")
          .with("name", Scalar.TEXT, "Who asks.", Caller::name)
          .with("role", Scalar.choice(Role.class), "What he may do.", Caller::role)
          .with(
              "users",
              Scalar.FLAG,
              "Whether there are users; otherwise nobody signs in.",
              it -> it.proof() != null)
          .with(
              "signedIn",
              Scalar.FLAG,
              "Whether he has signed in; otherwise he shows with each request who he is.",
              it -> ticket(it) != null);

  private static @Nullable String ticket(Caller caller) {
    Proof proof = caller.proof();
    return proof == null ? null : proof.ticket();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/signin", "Who asks, and what he may do.")
            .answers(SHAPE, call -> call.caller()),
        Route.post(
                "/api/v1/signin",
                "Signs in whoever shows with this request who he is: he gets a cookie, which counts with"
                    + " the header Heddle-Console.")
            .needs(Role.READ)
            .does(SHAPE, this::open),
        Route.delete("/api/v1/signin", "Signs out.").needs(Role.READ).does(null, this::close));
  }

  private Route.Outcome open(Call call) {
    Caller caller = call.caller();
    Proof proof = caller.proof();
    if (proof == null || proof.ticket() != null) {
      // A ticket that gets another one would never end.
      return new Route.Outcome(200, SHAPE.write(caller));
    }
    String ticket = signIns.open(proof.authorization());
    Proof now = new Proof(proof.authorization(), ticket, proof.encrypted());
    return new Route.Outcome(
        200,
        SHAPE.write(new Caller(caller.name(), caller.role(), now)),
        Map.of("Set-Cookie", cookie(ticket, "", proof)));
  }

  private Route.Outcome close(Call call) {
    Proof proof = call.caller().proof();
    if (proof == null || proof.ticket() == null) {
      return new Route.Outcome(204, null);
    }
    signIns.close(proof.ticket());
    return new Route.Outcome(204, null, Map.of("Set-Cookie", cookie("", "; Max-Age=0", proof)));
  }

  /** Scripts do not see it, and other pages do not send it. */
  private static String cookie(String value, String end, Proof proof) {
    String secure = proof.encrypted() ? "; Secure" : "";
    return COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + secure + end;
  }
}
