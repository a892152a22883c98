/**
 * Human approval: requests, answers, expiry, and the hash that proves a request was not changed (SPEC section 8). It
 * does not know which intents need a person.
 */
package io.sluice.control.approval;
