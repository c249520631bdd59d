/**
 * The REST interface: a table of routes, one file for each resource, and what is said of them in
 * OpenAPI. It knows the broker through {@link io.heddle.api.Services} alone.
 *
 * <p>Everything is immutable or guarded as it says; a request is answered on the thread of its
 * connection, which may block.
 */
@NullMarked
package io.heddle.admin.rest;

import org.jspecify.annotations.NullMarked;
