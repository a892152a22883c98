/**
 * Human approval: which orders need a person, requests, answers, expiry, and the hash that proves a request was not
 * changed (SPEC section 8). It does not know how an intent is taken apart.
 */
package io.sluice.control.approval;
