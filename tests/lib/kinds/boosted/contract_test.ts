import { keepsBlobContract } from "../../blob/contract.ts";
import { BOOSTED_BLOBS } from "./blob_contract.ts";

keepsBlobContract(BOOSTED_BLOBS);
