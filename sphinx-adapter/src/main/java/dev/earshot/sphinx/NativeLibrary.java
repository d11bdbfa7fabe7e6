package dev.earshot.sphinx;

import dev.earshot.core.recogniser.RecogniserException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Binds [PocketSphinx] to the shared libraries of this machine. Once loaded they stay.
///
/// @param names as the dynamic linker knows them, looked through in this order
@SuppressWarnings("restricted") // native access is what it is for
record NativeLibrary(List<String> names) {
  /// What Debian's package installs.
  static final NativeLibrary DEBIAN = new NativeLibrary(
      List.of("libpocketsphinx.so.3", "libsphinxbase.so.3"));
  static final String REMEDY = "apt-get install libpocketsphinx3";

  NativeLibrary {
    names = List.copyOf(names);
  }

  /// The functions, ready to be called, with the library's own log switched off.
  ///
  /// @throws RecogniserException.Refused when a library or a function is missing; the message says
  ///     which, and what to install
  PocketSphinx load() {
    var library = bind(PocketSphinx.class);
    library.errSetLogfp(MemorySegment.NULL);
    return library;
  }

  /// These functions of the libraries, ready to be called: each method is the C function of the same
  /// name written with underscores, and its Java types say the C types.
  <T> T bind(Class<T> type) {
    var missing = missing(type);
    if (!missing.isEmpty()) {
      throw new RecogniserException.Refused("PocketSphinx: not found: " + String.join(", ", missing)
          + " (expected: version 0.8+5prealpha; on Debian: " + REMEDY + ")");
    }
    var functions = new HashMap<Method, MethodHandle>();
    var linker = Linker.nativeLinker();
    for (var method : type.getDeclaredMethods()) {
      var address = symbols().flatMap(found -> found.find(symbolOf(method)).stream()).findFirst();
      functions.put(method, linker.downcallHandle(address.orElseThrow(), signatureOf(method))
          .asSpreader(Object[].class, method.getParameterCount())
          .asType(MethodType.methodType(Object.class, Object[].class)));
    }
    return proxy(type, functions);
  }

  /// Names of the libraries that were not found; or, when all were, of the functions that none of them
  /// has. Empty when everything is there.
  List<String> missing(Class<?> type) {
    var absent = names.stream().filter(name -> lookup(name).isEmpty()).toList();
    if (!absent.isEmpty()) {
      return absent;
    }
    var functions = new ArrayList<String>();
    for (var method : type.getDeclaredMethods()) {
      var symbol = symbolOf(method);
      if (symbols().allMatch(found -> found.find(symbol).isEmpty())) {
        functions.add(symbol);
      }
    }
    return functions;
  }

  private Stream<SymbolLookup> symbols() {
    return names.stream().flatMap(name -> lookup(name).stream());
  }

  private static Optional<SymbolLookup> lookup(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException _) { // how the JDK says that there is no such library
      return Optional.empty();
    }
  }

  private static <T> T proxy(Class<T> type, Map<Method, MethodHandle> functions) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
        (_, method, arguments) -> {
          var function = functions.get(method);
          if (function == null) {
            throw new UnsupportedOperationException(method.getName());
          }
          return (Object) function.invokeExact(arguments == null ? new Object[0] : arguments);
        }));
  }

  private static String symbolOf(Method method) {
    return method.getName().replaceAll("([A-Z0-9])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static FunctionDescriptor signatureOf(Method method) {
    var parameters = Stream.of(method.getParameterTypes())
        .map(NativeLibrary::layoutOf)
        .toArray(MemoryLayout[]::new);
    return method.getReturnType() == void.class
        ? FunctionDescriptor.ofVoid(parameters)
        : FunctionDescriptor.of(layoutOf(method.getReturnType()), parameters);
  }

  private static MemoryLayout layoutOf(Class<?> type) {
    if (type == MemorySegment.class) {
      return ValueLayout.ADDRESS;
    }
    if (type == int.class) {
      return ValueLayout.JAVA_INT;
    }
    if (type == long.class) {
      return ValueLayout.JAVA_LONG;
    }
    if (type == double.class) {
      return ValueLayout.JAVA_DOUBLE;
    }
    throw new IllegalStateException(type + " (expected: a C type)");
  }
}
