/** Deadlines in engine time, fired one a record by (deadline, id) (SPEC W-6). It knows nothing of what they are for. */
package io.sluice.control.timer;
