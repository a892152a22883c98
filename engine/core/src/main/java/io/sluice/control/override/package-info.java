/** Modes that an operator forces for a while (SPEC M-5). What it covers goes on living beside it. */
package io.sluice.control.override;
