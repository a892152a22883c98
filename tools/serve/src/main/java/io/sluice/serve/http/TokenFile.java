package io.sluice.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file of the tokens, {@code tokens.json} in the folder of {@code serve}, mode 0600. {@code sluice token} changes
 * it while {@code serve} runs: a reader finds the old one or the new one, never a part.
 */
final class TokenFile {
    static final String NAME = "tokens.json";
    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    TokenFile(final Path folder) {
        file = folder.resolve(NAME);
    }

    Path path() {
        return file;
    }

    /**
     * All tokens, revoked and expired ones too.
     *
     * @throws IOException where the file cannot be read as one of tokens, or others than its owner may write to it.
     */
    List<Token> read() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        final String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!rights.endsWith("------")) {
            throw new IOException("others may use it; make it mode 0600");
        }
        final List<Token> tokens = new ArrayList<>();
        try {
            for (final JsonNode each : MAPPER.readTree(Files.readAllBytes(file))) {
                tokens.add(token(each));
            }
        } catch (final IllegalArgumentException e) {
            throw new IOException("it is no file of tokens", e);
        }
        return tokens;
    }

    /**
     * Changes the tokens; one process at a time.
     *
     * @throws IOException where the file cannot be read or written.
     */
    void change(final UnaryOperator<List<Token>> change) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        final Path guard = file.resolveSibling(NAME + ".lock");
        // The lock of the file is between processes, the monitor between threads of this one.
        synchronized (TokenFile.class) {
            try (FileChannel channel =
                    FileChannel.open(guard, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ALONE)) {
                channel.lock();
                write(change.apply(read()));
            }
        }
    }

    private void write(final List<Token> tokens) throws IOException {
        final ArrayNode list = MAPPER.createArrayNode();
        tokens.forEach(token -> list.add(json(token)));
        final Path made = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(made);
        Files.createFile(made, OWNER_ALONE);
        Files.write(made, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(list));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ObjectNode json(final Token token) {
        return MAPPER.createObjectNode()
                .put("name", token.name())
                .put("role", token.role().spelling())
                .put("operator", token.operator())
                .put("strategy", token.strategyId())
                .put("sha256", token.hash())
                .put("created", token.createdMs())
                .put("expires", token.expiresMs())
                .put("revoked", token.revokedMs());
    }

    private static Token token(final JsonNode json) {
        return new Token(
                json.path("name").asText(),
                TokenRole.valueOf(json.path("role").asText().toUpperCase(Locale.ROOT)),
                json.path("operator").textValue(),
                json.path("strategy").asInt(-1),
                json.path("sha256").asText(),
                json.path("created").asLong(),
                json.path("expires").asLong(),
                json.path("revoked").asLong());
    }

    /** A sentence about why it cannot be used. */
    String trouble(final IOException e) {
        return file + " cannot be used: " + IoTrouble.reason(e);
    }
}
