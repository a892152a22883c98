/**
 * The one set of causes and the mode that follows from it (SPEC section 3). It knows what a cause asks for and how it
 * ends, not what raised it.
 */
package io.sluice.control.mode;
