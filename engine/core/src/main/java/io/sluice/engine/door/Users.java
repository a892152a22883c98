package io.sluice.engine.door;

import io.sluice.codec.Role;
import io.sluice.config.Grant;
import io.sluice.schema.IoTrouble;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who may do what (SPEC X-4): the kernel says which user of the host is at the other end, the grants say the rest.
 * Without grants the user who runs the engine may do everything, and nobody else anything.
 */
final class Users {
    private record Granted(UserPrincipal user, Grant grant) {}

    private final List<Granted> granted = new ArrayList<>();
    private final UserPrincipal owner;
    private final boolean fourEyes;
    /** As which operator a user speaks, for as long as the engine runs (O-1). */
    private final Map<String, String> spokenAs = new HashMap<>();

    private Users(final UserPrincipal owner, final boolean fourEyes) {
        this.owner = owner;
        this.fourEyes = fourEyes;
    }

    /**
     * Reads the grants.
     *
     * @param directory of the data: whose owner's process this is shows by a file that it makes there.
     * @throws DoorException if a grant names a user that the host does not know.
     */
    static Users of(final List<Grant> grants, final Path directory, final boolean fourEyes) {
        final Users users = new Users(self(directory), fourEyes);
        if (grants.isEmpty()) {
            final Grant all = new Grant(
                    users.owner.getName(),
                    EnumSet.complementOf(EnumSet.of(Role.ENGINE, Role.NULL_VAL)),
                    List.of(),
                    List.of(),
                    true);
            users.granted.add(new Granted(users.owner, all));
        }
        grants.forEach(grant -> users.granted.add(new Granted(lookUp(grant.user()), grant)));
        return users;
    }

    private static UserPrincipal self(final Path directory) {
        try {
            final Path probe = Files.createTempFile(directory, "door", ".tmp");
            try {
                return Files.getOwner(probe);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (final IOException e) {
            throw new DoorException("the door does not open: " + directory + ": " + IoTrouble.reason(e), e);
        }
    }

    private static UserPrincipal lookUp(final String user) {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
        } catch (final IOException e) {
            throw new DoorException(
                    "sluice.door.grants: this host has no user \"" + user + "\": name one by name or number", e);
        }
    }

    /** Whether a grant names anybody but the user who runs the engine. */
    boolean namesOthers() {
        return granted.stream().anyMatch(each -> !each.user.equals(owner));
    }

    /** Whether no grant separates two operators, so that one user can be both pairs of eyes (O-1). */
    boolean isSecondPairUnproven(final List<String> operators) {
        return granted.stream()
                .map(Granted::grant)
                .anyMatch(grant -> grant.gateway()
                        && operators.stream().filter(grant::allowsOperator).count() > 1);
    }

    /** The user at the other end, and his group. */
    UnixDomainPrincipal peer(final SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    }

    /** Whether it is the user who runs the engine. */
    boolean isOwner(final UserPrincipal user) {
        return owner.equals(user);
    }

    /** What a user was granted, all his grants taken together; null if nothing. */
    Grant grant(final UserPrincipal user) {
        Grant sum = null;
        for (final Granted each : granted) {
            if (each.user.equals(user)) {
                sum = sum == null ? each.grant : sum(sum, each.grant);
            }
        }
        return sum;
    }

    /** An empty list means any, so it wins over a list only if that grant has the role. */
    private static Grant sum(final Grant one, final Grant two) {
        final EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(one.roles());
        roles.addAll(two.roles());
        return new Grant(
                one.user(),
                roles,
                union(one.strategies(), one.roles(), two.strategies(), two.roles(), Role.STRATEGY),
                union(one.operators(), one.roles(), two.operators(), two.roles(), Role.OPERATOR),
                one.gateway() || two.gateway());
    }

    private static <T> List<T> union(
            final List<T> one,
            final java.util.Set<Role> oneRoles,
            final List<T> two,
            final java.util.Set<Role> twoRoles,
            final Role role) {
        if (!oneRoles.contains(role)) {
            return two;
        }
        if (!twoRoles.contains(role)) {
            return one;
        }
        if (one.isEmpty() || two.isEmpty()) {
            return List.of();
        }
        final List<T> both = new ArrayList<>(one);
        both.addAll(two);
        return both;
    }

    /** Takes note that a user speaks as an operator; false if he has spoken as another, and may not be both. */
    boolean maySpeakAs(final UserPrincipal user, final Grant grant, final String operator) {
        if (!fourEyes || grant.gateway()) {
            return true;
        }
        return spokenAs.computeIfAbsent(user.getName(), name -> operator).equals(operator);
    }
}
