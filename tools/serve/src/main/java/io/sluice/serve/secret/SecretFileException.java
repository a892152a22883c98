package io.sluice.serve.secret;

/** A file with a secret cannot be used; the sentence names key and file, and nothing of the content. */
public final class SecretFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecretFileException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
