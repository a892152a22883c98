/**
 * One class of Chronicle Map that the library would otherwise generate and compile at run time, shipped compiled. It
 * is the library's own form, lives in its package for that reason alone, and knows nothing of Sluice. Look at it again
 * when the library is upgraded.
 */
package net.openhft.chronicle.hash;
