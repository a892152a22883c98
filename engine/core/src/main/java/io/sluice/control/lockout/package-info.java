/** Symbols that are locked out for a time: by people, by feeds, and by a run of losses (SPEC L-1 to L-3). */
package io.sluice.control.lockout;
