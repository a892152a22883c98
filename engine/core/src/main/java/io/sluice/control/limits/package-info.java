/** Pre-trade limits on a sized order (SPEC B-1). Off until set; what is set is enforced. */
package io.sluice.control.limits;
