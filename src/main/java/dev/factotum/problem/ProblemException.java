package dev.factotum.problem;

/** Carries a {@link Problem} to the nearest place that can show it; thrown where no caller can decide otherwise. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.oneLine());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.oneLine(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
