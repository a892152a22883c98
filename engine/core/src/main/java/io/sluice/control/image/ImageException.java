package io.sluice.control.image;

/** Bytes that are no image of this machine; a machine that was being read from them must not be used. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param section where in the image, empty before the first section. */
    ImageException(final String section, final String what, final Throwable cause) {
        super(
                "the image of the state cannot be read" + (section.isEmpty() ? "" : " in section " + section) + ": "
                        + what,
                cause);
    }
}
