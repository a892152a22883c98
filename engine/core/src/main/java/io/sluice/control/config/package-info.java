/**
 * The decision configuration: everything that can change an outcome, and nothing else (SPEC 16). It enters the machine
 * with {@code EngineStarted}, is journaled with its fingerprint, and a replay uses the recorded one. Plain values; it
 * knows nothing of files or formats.
 */
package io.sluice.control.config;
