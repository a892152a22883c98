/** What can be read of the machine between two inputs: views, and the gate as one number. It changes nothing. */
package io.sluice.control.view;
