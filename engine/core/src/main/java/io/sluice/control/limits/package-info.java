/** Pre-trade limits on a sized order (SPEC section 11). Off until set; what is set is enforced. */
package io.sluice.control.limits;
