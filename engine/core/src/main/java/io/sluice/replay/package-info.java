/**
 * Steps the machine without an engine: executes a journal again and compares every record, goes on from snapshots, and
 * plays files of inputs. It starts no thread, owns no ring, and does not know the engine.
 */
package io.sluice.replay;
