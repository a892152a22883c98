/**
 * Component health: breakers, signs of life, silence (SPEC section 4). It raises causes; what they ask for is not its
 * business.
 */
package io.sluice.control.health;
