package dev.factotum.mcp.client;

import dev.factotum.problem.Problem;
import dev.factotum.secret.Resolved;
import dev.factotum.secret.SecretRef;
import dev.factotum.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in place of references, at the moment a server is started and never before: {@code ${VAR}},
 * {@code ${VAR:-otherwise}}, {@code ${env:VAR}}, {@code ${secret:NAME}}, {@code ${file:PATH}}, {@code ${cmd:COMMAND}}, and
 * {@code secret:NAME} as a whole value. For one start.
 */
final class Expansion {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]{1,1000})}");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,200})(?::-(.*))?");

    private static final Pattern SECRETIVE =
            Pattern.compile("(?i)key|token|secret|passw|passphrase|credential|auth|cookie");

    private final Secrets secrets;
    private final Map<String, String> environment;
    private final List<String> used = new ArrayList<>();
    private Optional<Problem> problem = Optional.empty();

    Expansion(Secrets secrets, Map<String, String> environment) {
        this.secrets = secrets;
        this.environment = environment;
    }

    /** The secrets among the values that were put in place of references. */
    List<String> used() {
        return List.copyOf(used);
    }

    /** Why a reference leads nowhere; the first of them. */
    Optional<Problem> problem() {
        return problem;
    }

    /** @param where the place in mcp.json, such as {@code mcp.json › github › env › TOKEN} */
    String of(String text, String where) throws InterruptedException {
        if (text.startsWith("secret:") && SecretRef.parse(text).isPresent()) {
            return secret(text, where);
        }
        StringBuilder out = new StringBuilder();
        Matcher references = REFERENCE.matcher(text);
        int at = 0;
        while (references.find()) {
            out.append(text, at, references.start());
            out.append(value(references.group(1), where));
            at = references.end();
        }
        return out.append(text.substring(at)).toString();
    }

    private String value(String reference, String where) throws InterruptedException {
        Matcher variable = VARIABLE.matcher(reference.startsWith("env:") ? reference.substring(4) : reference);
        if (!variable.matches()) {
            return secret(reference, where);
        }
        String known = environment.getOrDefault(variable.group(1), "");
        if (!known.isEmpty()) {
            if (secretive(variable.group(1))) {
                used.add(known);
            }
            return known;
        }
        return variable.group(2) == null ? secret("env:" + variable.group(1), where) : variable.group(2);
    }

    /** True where the name of a variable or header says that its value is a secret. */
    static boolean secretive(String name) {
        return SECRETIVE.matcher(name).find();
    }

    private String secret(String reference, String where) throws InterruptedException {
        return switch (secrets.resolve(reference, where)) {
            case Resolved.NotNeeded() -> "";
            case Resolved.Found found -> {
                String value = found.secret().reveal();
                used.add(value);
                yield value;
            }
            case Resolved.Missing(Problem missing) -> {
                problem = problem.or(() -> Optional.of(missing));
                yield "";
            }
        };
    }
}
