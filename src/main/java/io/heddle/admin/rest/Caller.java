package io.heddle.admin.rest;

/**
 * Who makes a request.
 *
 * @param name for the log
 * @param role what he may do
 */
record Caller(String name, Role role) {}
