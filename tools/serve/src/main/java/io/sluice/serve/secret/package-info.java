/**
 * Secrets that an operator keeps in files: read once, held by nobody here. It must not know what they open; each part
 * that reads one says in its own words why it cannot go on.
 */
package io.sluice.serve.secret;
