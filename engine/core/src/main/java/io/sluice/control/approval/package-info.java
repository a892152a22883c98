/**
 * Human approval: requests, answers, expiry, and the hash that proves a request was not changed (SPEC H-4 to H-13). It
 * does not know which intents need a person.
 */
package io.sluice.control.approval;
