/** How often something was tried for a position or an order (SPEC E-2). It knows nothing of what is tried. */
package io.sluice.control.attempt;
