package dev.factotum.config;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings of a vault, typed, after overrides. Immutable.
 *
 * @param owner who stands behind gestures made in files
 * @param accounts by name
 * @param concurrency matters worked on at once
 * @param log what the program writes down about its own work
 * @param models which language models are asked
 * @param spend what models cost and may cost
 * @param notices where people and other programs are told of what happens
 */
public record Settings(
        ZoneId zone,
        String owner,
        Map<String, AccountSettings> accounts,
        ApprovalSettings approval,
        PolicySettings policy,
        Map<String, ClientSettings> clients,
        List<AgentSettings> agents,
        List<Contact> contacts,
        int concurrency,
        LogSettings log,
        ModelSettings models,
        SpendSettings spend,
        NoticeSettings notices) {
    public Settings {
        accounts = Map.copyOf(accounts);
        clients = Map.copyOf(clients);
        agents = List.copyOf(agents);
        contacts = List.copyOf(contacts);
    }

    /**
     * The program's own log.
     *
     * @param level off, error, warn, info or debug
     * @param secrets that were written out in the settings, though only references belong there; and values of the
     *     variables that references name
     */
    public record LogSettings(String level, Set<String> secrets) {
        /** Where nothing is set. */
        public static final LogSettings USUAL = new LogSettings("info", Set.of());

        public LogSettings {
            secrets = Set.copyOf(secrets);
        }

        /** Never the secrets themselves. */
        @Override
        public String toString() {
            return "LogSettings[level=" + level + ", secrets=" + secrets.size() + "]";
        }
    }

    /** The agent of this name. */
    public Optional<AgentSettings> agent(String name) {
        return agents.stream().filter(agent -> agent.name().equals(name)).findFirst();
    }

    /** The client of this name, however its letters are written; one that is written exactly so before any other. */
    public Optional<ClientSettings> client(String name) {
        ClientSettings exact = clients.get(name);
        return exact != null
                ? Optional.of(exact)
                : clients.values().stream()
                        .filter(client -> sameName(client.name(), name))
                        .min(Comparator.comparing(ClientSettings::name));
    }

    /** Whether two names of clients mean one: folders cannot tell large letters from small ones everywhere. */
    public static boolean sameName(String one, String other) {
        return folded(one).equals(folded(other));
    }

    /** The same for every spelling of one client. */
    public static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** @param handle the address or @name it acts as; its name where none is given */
    public record AccountSettings(String name, String channel, String handle, Map<String, String> rest) {
        public AccountSettings {
            rest = Map.copyOf(rest);
        }

        /** True where it reaches the world; else what it would do is simulated. */
        public boolean live() {
            return rest.getOrDefault("mode", "").equals("live");
        }
    }

    /**
     * Clients/NAME/Client.md.
     *
     * @param domains mail domains that are theirs
     * @param accounts channel to account name
     * @param approvers who may approve a risk; a risk that is not named follows {@code approval.people}. Where the file
     *     is broken, every risk is named with nobody: until it is mended nothing for this client can be approved
     * @param postingTimes {@code 09:30} or {@code MON 09:30}, by channel
     * @param budget what models may cost for them; nothing where the file is broken
     */
    public record ClientSettings(
            String name,
            Set<String> domains,
            Map<String, String> accounts,
            Map<Risk, Set<String>> approvers,
            Map<String, List<String>> postingTimes,
            BudgetSettings budget) {
        public ClientSettings {
            domains = Set.copyOf(domains);
            accounts = Map.copyOf(accounts);
            approvers = Map.copyOf(approvers);
            postingTimes = Map.copyOf(postingTimes);
        }
    }

    /**
     * Agents/NAME.md.
     *
     * @param skills globs such as {@code x.*}; empty means all
     * @param handles {@code kind@channel}
     * @param model the model it asks, as {@code provider/model}; the vault's where it names none
     * @param fallback models asked where that does not answer; the vault's where it names none
     * @param budget what it may cost
     */
    public record AgentSettings(
            String name,
            String role,
            List<String> skills,
            List<String> handles,
            Optional<String> model,
            List<String> fallback,
            Optional<Double> temperature,
            BudgetSettings budget) {
        public AgentSettings {
            fallback = List.copyOf(fallback);
            skills = List.copyOf(skills);
            handles = List.copyOf(handles);
        }
    }

    /** A known person. @param client the client whose contact it is, or empty; @param address lower case */
    public record Contact(String name, String address, Optional<String> client) {}

    /**
     * @param grace how long a tick waits
     * @param expires how long a plan waits
     * @param maxLate how late a step may start
     * @param ladder after so many unchanged plans in a row their rule is proposed for automatic approval; 0 for never
     */
    public record ApprovalSettings(
            Duration grace,
            Duration expires,
            Duration maxLate,
            Map<String, Person> people,
            List<AutoApproval> auto,
            int ladder) {
        public ApprovalSettings {
            people = Map.copyOf(people);
            auto = List.copyOf(auto);
        }
    }

    /** @param clients empty means all; @param gestures empty means all */
    public record Person(String name, Risk may, Set<String> clients, Set<String> gestures) {
        public Person {
            clients = Set.copyOf(clients);
            gestures = Set.copyOf(gestures);
        }
    }

    /** Plans of one rule with only this skill approve themselves, so many a day. @param since not before this day */
    public record AutoApproval(String skill, String rule, int perDay, Optional<LocalDate> since) {}

    /**
     * @param unknownRecipients the risk of a recipient nobody knows
     * @param perDay live calls a day by tool id
     * @param hosts hosts that may be named by links in what is sent; empty means any
     */
    public record PolicySettings(
            Risk unknownRecipients,
            Optional<Amount> moneyHighAt,
            Optional<Amount> moneyRefuseAt,
            Map<String, Integer> perDay,
            Set<String> hosts) {
        public PolicySettings {
            perDay = Map.copyOf(perDay);
            hosts = Set.copyOf(hosts);
        }
    }

    /** An amount with ISO 4217 currency. */
    public record Amount(BigDecimal value, String currency) {
        /** The amount that a text such as {@code 200 EUR} names, or empty where it names none. */
        public static Optional<Amount> parse(String text) {
            if (!Kind.AMOUNT.takes(text) || text.equals("none")) {
                return Optional.empty();
            }
            int space = text.indexOf(' ');
            return Optional.of(new Amount(new BigDecimal(text.substring(0, space)), text.substring(space + 1)));
        }
    }
}
