/** Commands to brokers: close this position, cancel that order, kept until they are answered (SPEC E-2). */
package io.sluice.control.command;
