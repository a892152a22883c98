/**
 * Memory that an engine shares with other processes: one directory of its own in {@code door.shm-dir} (SPEC X-3, T-1).
 * It must not know what its files hold.
 */
package io.sluice.engine.shm;
