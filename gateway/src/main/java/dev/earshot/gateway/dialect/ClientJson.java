package dev.earshot.gateway.dialect;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Makes the mappers that read what clients write: no deeper than a message may be, nothing behind the
/// value, no name twice, and nothing of it in a message of an error.
public final class ClientJson {
  /// Arrays and objects within each other.
  public static final int DEEPEST = 32;

  private ClientJson() {}

  /// A mapper to be made.
  ///
  /// @param constraints beside that on the depth
  public static JsonMapper.Builder builder(StreamReadConstraints.Builder constraints) {
    return builder(new JsonFactoryBuilder(), constraints);
  }

  /// A mapper to be made for what may have a secret in it: the usual buffers stay with their thread, and
  /// what was in them last.
  ///
  /// @param constraints beside that on the depth
  public static JsonMapper.Builder forgetful(StreamReadConstraints.Builder constraints) {
    var factory = new JsonFactoryBuilder();
    factory.recyclerPool(JsonRecyclerPools.nonRecyclingPool());
    return builder(factory, constraints);
  }

  private static JsonMapper.Builder builder(JsonFactoryBuilder factory,
      StreamReadConstraints.Builder constraints) {
    return JsonMapper.builder(factory
        .streamReadConstraints(constraints.maxNestingDepth(DEEPEST).build())
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // also where no tree is made
        .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /// The mapper, which has read its first tree. Jackson takes a lock to find out how the first one is
  /// read: event loops that read theirs at the same moment would wait for each other.
  public static JsonMapper ready(JsonMapper mapper) {
    try {
      var _ = mapper.readTree("{}");
      return mapper;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an empty object can always be read", e);
    }
  }
}
