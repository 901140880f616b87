package dev.factotum.rule;

import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Mark;
import dev.factotum.plan.OnFail;
import dev.factotum.plan.StepId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule's plan, parsed: everything that has a form is fixed, only leaves are open. Immutable.
 *
 * @param why what stands under <em>Why</em>; empty where nothing does
 */
record Template(Leaf title, List<Block> blocks, Leaf why) {
    Template {
        blocks = List.copyOf(blocks);
    }

    /** Steps as they follow one another. */
    sealed interface Block {
        /** Once. */
        record Once(StepForm step) implements Block {}

        /** For each element behind the name, or as often as the count says. */
        record Each(String name, List<StepForm> steps) implements Block {
            public Each {
                steps = List.copyOf(steps);
            }
        }
    }

    record StepForm(
            Optional<StepId> id,
            Leaf title,
            Mark mark,
            String skill,
            Optional<String> account,
            List<StepId> needs,
            OnFail onFail,
            Optional<Leaf> notBefore,
            List<ArgumentForm> arguments) {
        StepForm {
            needs = List.copyOf(needs);
            arguments = List.copyOf(arguments);
        }

        String channel() {
            int dot = skill.indexOf('.');
            return dot < 0 ? skill : skill.substring(0, dot);
        }
    }

    /** @param prose true where the argument is a text that a plan should not go out without */
    record ArgumentForm(String name, Shape shape, boolean prose) {}

    /** The forms of {@link dev.factotum.plan.Argument.Form}, with leaves. */
    sealed interface Shape {
        record Line(Leaf leaf) implements Shape {}

        record Items(List<Leaf> leaves) implements Shape {
            public Items {
                leaves = List.copyOf(leaves);
            }
        }

        record Text(Leaf leaf) implements Shape {}

        /** @param leaves by the scalar's source */
        record Data(YamlValue value, Map<String, Leaf> leaves) implements Shape {
            public Data {
                leaves = Map.copyOf(leaves);
            }
        }
    }
}
