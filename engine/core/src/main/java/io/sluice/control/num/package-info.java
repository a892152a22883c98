/** Fixed-point arithmetic in 128 bits (SPEC W-1). It knows nothing of trading. */
package io.sluice.control.num;
