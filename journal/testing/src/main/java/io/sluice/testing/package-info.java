/**
 * Helpers that the tests of several modules share: golden files and a small file system. It knows no other package of
 * this project, and no shipped module depends on it.
 */
package io.sluice.testing;
