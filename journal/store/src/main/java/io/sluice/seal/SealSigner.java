package io.sluice.seal;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs seals with an Ed25519 key. Not thread safe. */
public final class SealSigner {
    private final Signature signature;

    /** @param key as {@link SealKeys#readPrivate} gives it. */
    public SealSigner(final PrivateKey key) {
        try {
            signature = Signature.getInstance(SealKeys.ALGORITHM);
            signature.initSign(key);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key that does not sign", e);
        }
    }

    byte[] sign(final byte[] message) {
        try {
            signature.update(message);
            return signature.sign();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key that does not sign", e);
        }
    }
}
