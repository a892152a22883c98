/** The sizing guard: less size and leverage when volatility is high and the model is unsure (SPEC S-1). */
package io.sluice.control.sizing;
