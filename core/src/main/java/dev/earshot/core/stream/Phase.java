package dev.earshot.core.stream;

/// Where a connection stands. Transitions are pure; a connection that has ended stays so, and the first
/// reason to end is the one that counts.
public sealed interface Phase {
  /// What happens to a connection.
  sealed interface Happening {
    /// The key is known and the stream begins.
    record Admitted() implements Happening {}

    /// No more sound is taken; words that are due are still told.
    record Finish(EndReason why) implements Happening {}

    /// The last word is told.
    record WordsOver() implements Happening {}

    /// It ends here and now.
    record Broken(EndReason why) implements Happening {}
  }

  /// The phase after this happened.
  Phase on(Happening happening);

  /// The upgrade is done and the key is being looked up.
  record Opening() implements Phase {
    @Override
    public Phase on(Happening happening) {
      return switch (happening) {
        case Happening.Admitted _ -> new Streaming();
        case Happening.Finish(var why) -> new Ended(why);
        case Happening.WordsOver _ -> this;
        case Happening.Broken(var why) -> new Ended(why);
      };
    }
  }

  /// Sound comes in and words go out.
  record Streaming() implements Phase {
    @Override
    public Phase on(Happening happening) {
      return switch (happening) {
        case Happening.Admitted _ -> this;
        case Happening.Finish(var why) -> new Finishing(why);
        case Happening.WordsOver _ -> new Ended(EndReason.FINISHED);
        case Happening.Broken(var why) -> new Ended(why);
      };
    }
  }

  /// No more sound comes in; the last words go out. What the client has finished may turn out to be no
  /// sound while it is decoded to its end: that is then the reason. So is a recogniser that fails before it
  /// has said its last word: whoever waits for it must not take what there is for all.
  record Finishing(EndReason why) implements Phase {
    @Override
    public Phase on(Happening happening) {
      return switch (happening) {
        case Happening.Admitted _ -> this;
        case Happening.Finish(var later) ->
          why == EndReason.FINISHED && later == EndReason.FORMAT_ERROR
              ? new Finishing(later)
              : this;
        case Happening.WordsOver _ -> new Ended(why);
        case Happening.Broken(var broken) -> new Ended(isWordless(broken) ? broken : why);
      };
    }

    private boolean isWordless(EndReason broken) {
      return why == EndReason.FINISHED
          && (broken == EndReason.RECOGNISER_FAILED || broken == EndReason.RECOGNISER_BUSY);
    }
  }

  /// Nothing goes in or out.
  record Ended(EndReason why) implements Phase {
    @Override
    public Phase on(Happening happening) {
      return this;
    }
  }
}
