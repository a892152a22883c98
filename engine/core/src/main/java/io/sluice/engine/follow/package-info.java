/**
 * Work that reads the journal after the release, on threads of its own: a shadow machine that confirms each record and
 * takes snapshots, the state map, seals, retention, syncs. It must not hold the hot path up: it reads with plain reads
 * and sends what it has to say as inputs.
 */
package io.sluice.engine.follow;
