/** The emergency stop: everything cancelled, everything closed, until flat (SPEC E-1 to E-3). */
package io.sluice.control.emergency;
