/** Who is at the door: for show and for the record; no decision depends on it. */
package io.sluice.control.client;
