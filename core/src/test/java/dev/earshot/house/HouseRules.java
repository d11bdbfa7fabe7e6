package dev.earshot.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What holds in every module, as rules that each module's own test checks over its own classes.
public final class HouseRules {
  private HouseRules() {}

  /// A module's classes, without its tests.
  public static JavaClasses classesOf(String packageName) {
    return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(new ImportOption.DoNotIncludeJars())
        .importPackages(packageName);
  }

  /// Packages below this one need each other in one direction only.
  public static ArchRule noCircles(String packageName) {
    return slices().matching(packageName + ".(**)").should().beFreeOfCycles();
  }

  /// No class needs anything from these packages, `..` standing for whatever is below.
  public static ArchRule imports(String... forbidden) {
    return noClasses().should().dependOnClassesThat().resideInAnyPackage(forbidden);
  }

  /// A class whose name says nothing has not been understood yet. `CacheManager` is the name that the
  /// seed system's callers know.
  public static ArchRule names() {
    return noClasses().that()
        .doNotHaveSimpleName("CacheManager")
        .should()
        .haveNameMatching(
            ".*[.$](Default\\w*|\\w*(Impl|Utils?|Helper|Manager|Base))")
        .because("a class is a noun that one sentence explains");
  }

  /// Whoever may write a field from outside need not ask its class.
  public static ArchRule hiddenFields() {
    return fields().that()
        .areNotStatic()
        .or()
        .areNotFinal()
        .should()
        .notBePublic()
        .andShould()
        .notBeProtected();
  }

  /// Nothing waits on a publisher: the thread that would wait is the one that has to bring it.
  public static ArchRule noBlocking() {
    return noClasses().should()
        .callMethodWhere(target(nameStartingWith("block"))
            .and(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))))
        .orShould()
        .callMethodWhere(target(nameStartingWith("toIterable"))
            .and(target(owner(assignableTo(Flux.class)))))
        .orShould()
        .callMethodWhere(target(nameStartingWith("toStream"))
            .and(target(owner(assignableTo(Flux.class)))));
  }

  /// Time, chance and the environment are passed in, or a test cannot say what they are.
  public static ArchRule timeAndChanceArePassedIn() {
    return noClasses().should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(YearMonth.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethodWhere(
            target(DescribedPredicate.<com.tngtech.archunit.core.domain.properties.HasName>describe(
                "sleep",
                method -> method.getName().equals("sleep")))
                .and(target(owner(assignableTo(Thread.class)))));
  }

  /// The packages that hold classes and are not null-marked. A rule of ArchUnit cannot ask this: a
  /// package without `package-info` has nothing that it could look at.
  public static List<String> packagesNotNullMarked(JavaClasses classes) {
    return classes.stream()
        .map(type -> type.getPackage())
        .distinct()
        .filter(type -> !type.isAnnotatedWith(NullMarked.class))
        .map(JavaPackage::getName)
        .sorted()
        .toList();
  }
}
