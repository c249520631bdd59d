package io.heddle.auth.jwt;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where keys are: in one of these places at least. The first that has one for a token decides.
 *
 * @param keyFile public keys or certificates in PEM, or a JSON Web Key Set
 * @param secretFile one shared secret
 * @param base64 whether it is written so
 * @param url where a JSON Web Key Set is published
 * @param trustFile certificates that the server there has to have one from; null for whom Java
 *     trusts
 * @param times when keys are fetched from there
 */
public record KeySources(
    @Nullable Path keyFile,
    @Nullable Path secretFile,
    boolean base64,
    @Nullable URI url,
    @Nullable Path trustFile,
    UrlKeys.Times times) {}
