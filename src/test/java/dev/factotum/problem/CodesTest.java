package dev.factotum.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void everyFamilyIsInTheCatalogue() {
        Set<String> families = new ClassFileImporter()
                .importPackagesOf(Code.class).stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(Code.class))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());

        assertEquals(
                families,
                Codes.all().stream().map(code -> code.getClass().getName()).collect(Collectors.toSet()));
    }

    @Test
    void everyCodeIsUniqueAndExplained() {
        List<String> ids = Codes.all().stream().map(Code::id).toList();

        assertEquals(ids.stream().distinct().toList(), ids);
        for (Code code : Codes.all()) {
            assertTrue(code.id().matches("E-[A-Z]+-[0-9]{2}"), code.id());
            assertTrue(code.meaning().endsWith(".") && code.remedy().endsWith("."), code.id());
        }
    }

    @Test
    void codesAreFoundInAnyCase() {
        assertEquals(Optional.of(DiskCode.FULL), Codes.find("e-disk-01"));
        assertFalse(Codes.find("E-DISK-99").isPresent());
    }
}
