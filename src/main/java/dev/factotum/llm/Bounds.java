package dev.factotum.llm;

import dev.factotum.config.BudgetSettings;
import dev.factotum.config.BudgetSettings.Limit;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.config.Settings.ClientSettings;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the budgets that hold for a payer, with what is used of each. */
final class Bounds {
    private final Settings settings;
    private final Book book;
    private final Prompt.Payer payer;
    private final Usage matter;
    private final List<Bound> found = new ArrayList<>();

    private Bounds(Settings settings, Book book, Prompt.Payer payer, Usage matter) {
        this.settings = settings;
        this.book = book;
        this.payer = payer;
        this.matter = matter;
    }

    /** @param matter what the payer's matter used */
    static List<Bound> of(Settings settings, Book book, Prompt.Payer payer, Usage matter) {
        Bounds bounds = new Bounds(settings, book, payer, matter);
        bounds.vault(settings.spend().budget());
        settings.agent(payer.agent()).ifPresent(bounds::agent);
        payer.client().flatMap(settings::client).ifPresent(bounds::client);
        return bounds.found;
    }

    private void vault(BudgetSettings budget) {
        String file = "agent.yaml";
        day("all", "The budget for a day", file, "day", budget.day(), Book.ALL, payer -> true);
        month("all", "The budget for a month", file, budget.month(), Book.ALL, payer -> true);
        ofMatter("all", file, budget.matter());
        String agent = payer.agent();
        if (!agent.isEmpty()) {
            day(
                    "each agent " + agent,
                    "The budget of the agent " + agent + " for a day",
                    file,
                    "agent",
                    budget.agent(),
                    Book.agent(agent),
                    this::sameAgent);
        }
        payer.client()
                .ifPresent(client -> day(
                        "each client " + client,
                        "The budget of the client " + client + " for a day",
                        file,
                        "client",
                        budget.client(),
                        Book.client(client),
                        this::sameClient));
    }

    private void agent(AgentSettings agent) {
        String file = "Agents/" + agent.name() + ".md";
        String whose = "The budget of the agent " + agent.name();
        String scope = Book.agent(agent.name());
        day(scope, whose + " for a day", file, "day", agent.budget().day(), scope, this::sameAgent);
        month(scope, whose + " for a month", file, agent.budget().month(), scope, this::sameAgent);
        ofMatter(scope, file, agent.budget().matter());
    }

    private void client(ClientSettings client) {
        String file = "Clients/" + client.name() + "/Client.md";
        String whose = "The budget of the client " + client.name();
        String scope = Book.client(client.name());
        day(scope, whose + " for a day", file, "day", client.budget().day(), scope, this::sameClient);
        month(scope, whose + " for a month", file, client.budget().month(), scope, this::sameClient);
        ofMatter(scope, file, client.budget().matter());
    }

    private boolean sameAgent(Prompt.Payer other) {
        return other.agent().equals(payer.agent());
    }

    private boolean sameClient(Prompt.Payer other) {
        return other.client().equals(payer.client());
    }

    private void day(
            String key,
            String whose,
            String file,
            String name,
            List<Limit> limits,
            String scope,
            Predicate<Prompt.Payer> mine) {
        LocalDate tomorrow = book.day().plusDays(1);
        add(new Bound(
                key + " " + name,
                whose,
                file + " budget." + name,
                limits,
                book.today(scope),
                set(mine),
                book.day().toString(),
                Optional.of(tomorrow.atStartOfDay(settings.zone()))));
    }

    private void month(
            String key, String whose, String file, List<Limit> limits, String scope, Predicate<Prompt.Payer> mine) {
        YearMonth month = YearMonth.from(book.day());
        ZonedDateTime next = month.plusMonths(1).atDay(1).atStartOfDay(settings.zone());
        add(new Bound(
                key + " month",
                whose,
                file + " budget.month",
                limits,
                book.month(scope),
                set(mine),
                month.toString(),
                Optional.of(next)));
    }

    private void ofMatter(String key, String file, List<Limit> limits) {
        payer.matter()
                .ifPresent(id -> add(new Bound(
                        key + " matter " + id,
                        "The budget of this matter",
                        file + " budget.matter",
                        limits,
                        matter,
                        set(other -> other.matter().equals(payer.matter())),
                        "",
                        Optional.empty())));
    }

    private void add(Bound bound) {
        if (!bound.limits().isEmpty()) {
            found.add(bound);
        }
    }

    private Usage set(Predicate<Prompt.Payer> mine) {
        Usage set = Usage.NONE;
        for (Reservation one : book.open().values()) {
            if (mine.test(one.payer())) {
                set = set.plus(one.input() + one.output(), one.cost());
            }
        }
        return set;
    }

    /** The limits for one call, each with the place it is written. */
    static List<Bound> ofCall(Settings settings, Prompt.Payer payer) {
        List<Bound> found = new ArrayList<>();
        call(found, "agent.yaml", settings.spend().budget());
        settings.agent(payer.agent()).ifPresent(agent -> call(found, "Agents/" + agent.name() + ".md", agent.budget()));
        payer.client()
                .flatMap(settings::client)
                .ifPresent(client -> call(found, "Clients/" + client.name() + "/Client.md", client.budget()));
        return found;
    }

    private static void call(List<Bound> found, String file, BudgetSettings budget) {
        if (!budget.call().isEmpty()) {
            found.add(new Bound(
                    "call",
                    "The budget of one call",
                    file + " budget.call",
                    budget.call(),
                    Usage.NONE,
                    Usage.NONE,
                    "",
                    Optional.empty()));
        }
    }
}
