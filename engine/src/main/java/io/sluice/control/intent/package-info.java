/**
 * Intents: the ladder of checks, exactly one decision for each, and the memory of decisions given (SPEC G-3, G-4). It
 * knows when a person is needed, not how a person is asked.
 */
package io.sluice.control.intent;
