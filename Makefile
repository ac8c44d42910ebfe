export DOTNET_NOLOGO = 1
export DOTNET_CLI_TELEMETRY_OPTOUT = 1

SOLUTION = Kartothek.Linq.sln
EXAMPLES = $(wildcard examples/*/)

.PHONY: build test format check api bench goals

build:
	dotnet build $(SOLUTION) -c Release

test:
	dotnet test $(SOLUTION) -c Release

# Mends layout and style in place.
format:
	dotnet format $(SOLUTION)

# What must hold before a commit is shared. The build is a full one: a property alone does not make an assembly out of date.
check:
	dotnet restore $(SOLUTION) --locked-mode
	dotnet format $(SOLUTION) --no-restore --verify-no-changes --exclude-diagnostics RS0016 RS0017 RS0036 RS0037
	dotnet build $(SOLUTION) -c Release --no-restore --no-incremental -p:CheckPublicApi=true
	dotnet test $(SOLUTION) -c Release --no-build
	set -e; for example in $(EXAMPLES); do dotnet run --project $$example -c Release --no-build; done

# Writes the public API of the libraries into their PublicAPI.Unshipped.txt.
api:
	dotnet restore $(SOLUTION)
	.ci/api

# Times the benchmark's queries against other libraries; 'make bench ARGS="--scale 0.1 --only q1,q6"' for some. Makes the data first.
ARGS =
bench:
	dotnet run --project benchmarks/Kartothek.Benchmarks -c Release -- run $(ARGS)

# Measures the goals of docs/performance.md, a process per engine and query, and fails if one is missed; 'make goals ARGS="--only q6 --threads 2"' for some.
goals:
	dotnet run --project benchmarks/Kartothek.Benchmarks -c Release -- goals $(ARGS)
