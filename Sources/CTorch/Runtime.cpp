#include "halftone_torch.h"
