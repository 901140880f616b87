@echo off
rem Starts the agent on Windows: finds a Java 25, builds on first use, and hands over.
setlocal
set "ROOT=%~dp0.."
set "JAR=%ROOT%\target\factotum.jar"
set "JAVA="
for %%H in ("%AGENT_JAVA_HOME%" "%JAVA_HOME%") do if not defined JAVA call :probe "%%~H"
if not defined JAVA for /d %%H in ("%ProgramFiles%\Eclipse Adoptium\jdk-2*" "%ProgramFiles%\Java\jdk-2*") do if not defined JAVA call :probe "%%~H"
if not defined JAVA (
  echo agent: no Java 25 or later was found; install one: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  exit /b 2
)
if not exist "%JAR%" (
  echo agent: building, once; this takes about a minute 1>&2
  pushd "%ROOT%"
  call mvnw.cmd --batch-mode --quiet -Pfast -Dmaven.test.skip=true package 1>&2
  popd
)
if not exist "%JAR%" (
  echo agent: the build failed; what Maven said stands above 1>&2
  exit /b 2
)
"%JAVA%\bin\java" -XX:+UseSerialGC -XX:-UsePerfData -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:probe
if "%~1"=="" exit /b
if not exist "%~1\release" exit /b
findstr /r /c:"^JAVA_VERSION=.2[5-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%~1\release" >nul 2>&1 && set "JAVA=%~1"
exit /b
