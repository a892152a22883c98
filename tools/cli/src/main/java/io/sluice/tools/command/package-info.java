/**
 * The commands that read and write journals: {@code play}, {@code tail}, {@code verify}, {@code state}, and
 * {@code config}. Each is thin: it reads options, asks journal or engine, and shows the answer. No rule of trading
 * lives here.
 */
package io.sluice.tools.command;
