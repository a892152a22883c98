/** Lists whose links are the things themselves. It knows nothing of what is listed. */
package io.sluice.control.chain;
