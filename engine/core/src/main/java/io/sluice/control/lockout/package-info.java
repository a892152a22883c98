/** Symbols that are locked out for a time: by people, by feeds, and by a run of losses (SPEC section 9). */
package io.sluice.control.lockout;
