package io.sluice.serve.desk;

import io.sluice.codec.Role;
import io.sluice.config.Grant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The roles that this process asks for, so that it is not refused what the configuration does not grant. */
public final class Wanted {
    private Wanted() {}

    /**
     * The roles of a gateway, as far as they are granted.
     *
     * @param grants of {@code door.grants}; none: the user who runs the engine may do everything.
     * @param user   who runs this process, by name.
     */
    public static Set<Role> roles(final List<Grant> grants, final String user) {
        final EnumSet<Role> roles = EnumSet.of(Role.MONITOR);
        if (grants.isEmpty()) {
            roles.addAll(List.of(Role.OPERATOR, Role.STRATEGY));
            return roles;
        }
        for (final Grant grant : grants) {
            // A user may be written as a number: then the door itself says what he may.
            final boolean isMine =
                    grant.user().equals(user) || grant.user().chars().allMatch(Character::isDigit);
            if (isMine && grant.gateway()) {
                roles.addAll(grant.roles());
            }
        }
        roles.retainAll(Set.of(Role.MONITOR, Role.OPERATOR, Role.STRATEGY));
        return roles;
    }
}
